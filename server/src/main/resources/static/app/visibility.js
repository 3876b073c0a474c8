// Who can read a chat: its owner, or everybody with a link. What it takes to change that is loaded when somebody does.

import { t } from "app/tongue.js";

export const isShared = ({ visibility }) => visibility === "public";

/** Whether there is anything to say or do about it: where the server shares nothing, only to take a link back. */
export const canChange = (row, account) => isShared(row) || account?.canShare !== false;

/** Lines for a menu. */
export function visibilityItems(row, account) {
  const get = (label) => ({ label, icon: "link", action: () => sharing(({ getLink }) => getLink(row.id)) });
  const stop = { label: t("Stop sharing"), icon: "lock", action: () => sharing(({ stopSharing }) => stopSharing(row.id)) };
  if (account?.canShare === false) return [{ heading: t("Links are switched off on this server") }, stop];
  return isShared(row)
    ? [{ heading: t("Everybody with the link can read it") }, get(t("Get a link")), stop]
    : [{ heading: t("Only you can read this chat") }, get(t("Share by link"))];
}

const sharing = async (work) => work(await import("app/share.js"));
