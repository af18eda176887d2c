import { t } from "@lingui/core/macro";
import type { Reach } from "@/live/rtc/connection-test";

/** What a connection test found, and whether all is well. */
export interface ReachWords {
  well: boolean;
  text: string;
}

/** In plain words: what works from here, and what may not. */
export function reachWords({ server, helper, relay }: Reach): ReachWords {
  if (server === null) {
    return {
      well: false,
      text: t`The server does not answer. Check your network, then test again.`,
    };
  }
  const answers = t`The server answers in ${server} ms.`;
  switch (helper) {
    case "relay":
      return {
        well: true,
        text: `${answers} ${t`Video gets through firewalls too, in ${{ ms: String(relay) }} ms.`}`,
      };
    case "address":
      return { well: true, text: `${answers} ${t`Video can go directly to the others.`}` };
    case "none":
      return {
        well: true,
        text: `${answers} ${t`Video goes directly to the others; a strict firewall may stop it, but never the editor and the chat.`}`,
      };
    case "unreached":
      return {
        well: false,
        text: `${answers} ${t`A firewall seems to stop video from here. Editor and chat work all the same; another network may help.`}`,
      };
  }
}
