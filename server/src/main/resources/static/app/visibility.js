// Who can read a chat: its owner, or everybody with a link. What it takes to change that is loaded when somebody does.

export const isShared = ({ visibility }) => visibility === "public";

/** Lines for a menu. */
export const visibilityItems = (row) =>
  isShared(row)
    ? [
        { heading: "Everybody with the link can read it" },
        { label: "Get a link", icon: "link", action: () => sharing(({ getLink }) => getLink(row.id)) },
        { label: "Stop sharing", icon: "lock", action: () => sharing(({ stopSharing }) => stopSharing(row.id)) },
      ]
    : [
        { heading: "Only you can read this chat" },
        { label: "Share by link", icon: "link", action: () => sharing(({ getLink }) => getLink(row.id)) },
      ];

const sharing = async (work) => work(await import("app/share.js"));
