// The sections of the settings, and who sees which. The server asks again at every call; this only spares people doors
// that do not open.

import { t } from "app/tongue.js";

const everybody = () => true;
const members = ({ role }) => role !== "guest";
const administrators = ({ role }) => role === "administrator";
const YOU = t("You");
const TEAM = t("Your team");

const SECTIONS = [
  { id: "profile", group: YOU, label: t("Profile"), icon: "user", for: everybody },
  { id: "appearance", group: YOU, label: t("Appearance"), icon: "sun", for: everybody },
  { id: "sign-in", group: YOU, label: t("Sign-in and passkeys"), icon: "key", for: members },
  { id: "gateways", group: YOU, label: t("Your gateways"), icon: "server", for: (account) => ownGatewaysOnly(account) },
  { id: "gateways", group: TEAM, label: t("Gateways"), icon: "server", for: administrators },
  { id: "members", group: TEAM, label: t("Members"), icon: "team", for: administrators },
  { id: "limits", group: TEAM, label: t("Limits"), icon: "pulse", for: administrators },
  { id: "registration", group: TEAM, label: t("Registration"), icon: "shield", for: administrators },
  { id: "votes", group: TEAM, label: t("Votes"), icon: "thumb-up", for: administrators },
  { id: "audit", group: TEAM, label: t("Audit log"), icon: "log", for: administrators },
];

const ownGatewaysOnly = (account) => account.role === "member" && account.canAddGateway === true;

/** The sections an account sees, in order. */
export const sectionsFor = (account) => SECTIONS.filter((section) => section.for(account));

/** The section an address asks for; null for the overview, undefined for what there is not, or not for this account. */
export function sectionAt(pathname, account) {
  const [, id = ""] = /^\/settings\/?([a-z-]*)\/?$/.exec(pathname) ?? [];
  if (id === "") return null;
  return sectionsFor(account).find((section) => section.id === id);
}

/** Sections under their headings. */
export function grouped(sections) {
  const groups = new Map();
  for (const section of sections) groups.set(section.group, [...(groups.get(section.group) ?? []), section]);
  return [...groups].map(([name, members]) => ({ name, sections: members }));
}
