// Who can read a chat: its owner, or everybody with a link. What it takes to change that is loaded when somebody does.

export const isShared = ({ visibility }) => visibility === "public";

/** Whether there is anything to say or do about it: where the server shares nothing, only to take a link back. */
export const canChange = (row, account) => isShared(row) || account?.canShare !== false;

/** Lines for a menu. */
export function visibilityItems(row, account) {
  const get = (label) => ({ label, icon: "link", action: () => sharing(({ getLink }) => getLink(row.id)) });
  const stop = { label: "Stop sharing", icon: "lock", action: () => sharing(({ stopSharing }) => stopSharing(row.id)) };
  if (account?.canShare === false) return [{ heading: "Links are switched off on this server" }, stop];
  return isShared(row)
    ? [{ heading: "Everybody with the link can read it" }, get("Get a link"), stop]
    : [{ heading: "Only you can read this chat" }, get("Share by link")];
}

const sharing = async (work) => work(await import("app/share.js"));
