// The ways a conversation has gone: branches of it, and answers that were retried. Nothing in here knows the page.

/** The branch a chat's row tells of. */
export const branchOf = (row) => row?.branch ?? 1;

const hasText = ({ parts }) => parts.some(({ type, text }) => type === "text" && text);

/**
 * An answer that another one follows at once was retried: the newest stands for all, and has those before it. Beside
 * other versions stood the first of them.
 */
export function withAttempts(messages) {
  const shown = [];
  for (const message of messages) {
    const last = shown.at(-1);
    if (last?.role === "assistant" && message.role === "assistant") {
      const versions = message.versions ?? last.versions ?? null;
      shown[shown.length - 1] = { ...message, versions, attempts: withAttempt(last).attempts };
    } else {
      shown.push(message);
    }
  }
  return shown;
}

/** An answer as one more of its attempts, if there is anything to read in it. */
export function withAttempt(answer) {
  const { id, parts, metadata, attempts = [] } = answer;
  return { ...answer, attempts: hasText(answer) ? [...attempts, { id, parts, metadata }] : attempts };
}

/** Where two branches part. */
export const forkOf = (before, messages) => messages.findIndex(({ id }, i) => id !== before[i]?.id);

/**
 * Messages of another branch in place of these. The first one that differs is another version of the one it replaces:
 * it takes its key, and so its place on the page.
 */
export function inPlaceOf(before, messages) {
  const fork = forkOf(before, messages);
  return messages.map((message, i) => {
    const old = before[i];
    if (fork < 0 || i < fork) return old.v >= message.v ? old : message;
    if (i > fork || old?.role !== message.role) return message;
    return { ...message, key: old.key, v: Math.max(old.v, message.v) + 1 };
  });
}
