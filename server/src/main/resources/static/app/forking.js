// Goes on with a chat in a new one.

import { go } from "app/actions.js";
import { json } from "app/api.js";
import { store } from "app/base.js";
import { note } from "app/notes.js";
import { shutOut } from "app/sync.js";
import { t } from "app/tongue.js";

/**
 * Takes along what was said up to a message, or all that is answered.
 * @param {{messageId?: string, agent?: string}} [choice] up to which message, and which agent goes on; else the same one
 */
export async function fork(chatId, { messageId, agent } = {}) {
  const title = store.titleOf(chatId);
  try {
    const row = await json(`/api/chat/${chatId}/fork`, { method: "POST", body: { messageId, selectedChatModel: agent } });
    store.putRow(row);
    go(row.id);
    note(t("Forked from \"{title}\"", { title }), t("What was said so far goes along."));
  } catch (refusal) {
    if (refusal.status === 401) return shutOut(refusal);
    note(t("The chat was not forked."), refusal.message);
  }
}
