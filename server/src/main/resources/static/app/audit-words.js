// The audit log in words. Pure.

import { t } from "app/tongue.js";

/** Type of an entry -> what happened. What is not here is shown by its own name. */
const TYPES = {
  sign_in: t("Signed in"),
  sign_in_failed: t("Failed to sign in"),
  sign_out: t("Signed out"),
  register: t("Created an account"),
  password_changed: t("Changed a password"),
  password_link: t("Made a link for a new password"),
  role_changed: t("Changed a role"),
  account_disabled: t("Disabled or enabled an account"),
  account_deleted: t("Deleted an account"),
  invitation_created: t("Made an invitation"),
  invitation_revoked: t("Withdrew an invitation"),
  registration_changed: t("Changed registration"),
  gateway_added: t("Added a gateway"),
  gateway_changed: t("Changed a gateway"),
  gateway_removed: t("Removed a gateway"),
  gateway_tested: t("Tested a gateway"),
  limits_changed: t("Changed limits"),
  passkey_added: t("Added a passkey"),
  passkey_removed: t("Removed a passkey"),
  identity_linked: t("Linked a sign-in provider"),
  identity_unlinked: t("Unlinked a sign-in provider"),
  shared: t("Shared a chat"),
  share_revoked: t("Stopped sharing a chat"),
  exported: t("Exported the audit log"),
  chat_deleted: t("Deleted a chat"),
  history_deleted: t("Deleted all chats"),
};

/** For a choice: [type, words], the first stands for all. */
export const AUDIT_TYPES = [["", t("Everything")], ...Object.entries(TYPES)];

const sentenceCase = (type) => {
  const words = String(type).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const auditTitle = ({ type }) => TYPES[type] ?? sentenceCase(type);

/** What else is known of it: "role: member, subject: ..." */
export function auditDetails({ data, subject, subjectName, actor }) {
  const facts = Object.entries(data ?? {}).filter(([, value]) => value !== null && value !== "");
  const words = facts.map(([name, value]) => `${name.replaceAll("_", " ")}: ${said(value)}`);
  const on = subject && subject !== actor ? t("on {name}", { name: subjectName ?? subject }) : null;
  return [on, ...words].filter(Boolean).join(", ");
}

function said(value) {
  if (Array.isArray(value)) return value.map(said).join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
