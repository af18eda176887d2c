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
      text: "The server does not answer. Check your network, then test again.",
    };
  }
  const answers = `The server answers in ${server} ms.`;
  switch (helper) {
    case "relay":
      return { well: true, text: `${answers} Video gets through firewalls too, in ${relay} ms.` };
    case "address":
      return { well: true, text: `${answers} Video can go directly to the others.` };
    case "none":
      return {
        well: true,
        text: `${answers} Video goes directly to the others; a strict firewall may stop it, but never the editor and the chat.`,
      };
    case "unreached":
      return {
        well: false,
        text: `${answers} A firewall seems to stop video from here. Editor and chat work all the same; another network may help.`,
      };
  }
}
