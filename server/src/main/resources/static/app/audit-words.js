// The audit log in words. Pure.

/** Type of an entry -> what happened. What is not here is shown by its own name. */
const TYPES = {
  sign_in: "Signed in",
  sign_in_failed: "Failed to sign in",
  sign_out: "Signed out",
  register: "Created an account",
  password_changed: "Changed a password",
  password_link: "Made a link for a new password",
  role_changed: "Changed a role",
  account_disabled: "Disabled or enabled an account",
  account_deleted: "Deleted an account",
  invitation_created: "Made an invitation",
  invitation_revoked: "Withdrew an invitation",
  registration_changed: "Changed registration",
  gateway_added: "Added a gateway",
  gateway_changed: "Changed a gateway",
  gateway_removed: "Removed a gateway",
  gateway_tested: "Tested a gateway",
  limits_changed: "Changed limits",
  passkey_added: "Added a passkey",
  passkey_removed: "Removed a passkey",
  identity_linked: "Linked a sign-in provider",
  identity_unlinked: "Unlinked a sign-in provider",
  shared: "Shared a chat",
  share_revoked: "Stopped sharing a chat",
  exported: "Exported the audit log",
  chat_deleted: "Deleted a chat",
  history_deleted: "Deleted all chats",
};

/** For a choice: [type, words], the first stands for all. */
export const AUDIT_TYPES = [["", "Everything"], ...Object.entries(TYPES)];

const sentenceCase = (type) => {
  const words = String(type).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const auditTitle = ({ type }) => TYPES[type] ?? sentenceCase(type);

/** What else is known of it: "role: member, subject: ..." */
export function auditDetails({ data, subject, subjectName, actor }) {
  const facts = Object.entries(data ?? {}).filter(([, value]) => value !== null && value !== "");
  const words = facts.map(([name, value]) => `${name.replaceAll("_", " ")}: ${said(value)}`);
  const on = subject && subject !== actor ? `on ${subjectName ?? subject}` : null;
  return [on, ...words].filter(Boolean).join(", ");
}

function said(value) {
  if (Array.isArray(value)) return value.map(said).join(" ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
