import { plural } from "@lingui/core/macro";
import { useUnread } from "./unread";

/** What is unread, and words for it. */
export function useNews() {
  const { said, signal } = useUnread();
  return {
    said,
    signal,
    messages: plural(said, { one: "# new message", other: "# new messages" }),
    signals: plural(signal, { one: "# new signal", other: "# new signals" }),
  };
}
