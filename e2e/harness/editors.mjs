// Several editors of one room, spread over nodes.

import { Editor } from "./editor.mjs";
import { admitted, hostedRoom } from "./participant.mjs";

/**
 * A room whose people type on all nodes of a cluster, until the test ends; its host looks on from the first.
 * `options` are those of an `Editor`.
 */
export async function typingRoom(t, cluster, people, options = {}) {
  const hosted = await hostedRoom(t, cluster.nodes[0]);
  const editors = [];
  for (let n = 0; n < people; n += 1) {
    const home = cluster.nodes[n % cluster.nodes.length];
    const { person, ...visit } = await admitted(t, cluster.nodes[0], hosted, `Editor ${n}`, "interviewer");
    visit.socket.disconnect();
    const node = (before) => (before ? cluster.another(before) : home);
    editors.push(new Editor({ node, person, room: hosted.room, pad: hosted.host.pad("code"), ...options }));
  }
  t.after(() => Promise.all(editors.map((editor) => editor.leave())));
  await Promise.all(editors.map((editor) => editor.start()));
  return { hosted, editors };
}

/** They type no more. */
export const stopTyping = (editors) => Promise.all(editors.map((editor) => editor.stop()));

/** No refusal but those that a fault explains. */
export const refusalsOf = (editors) => editors.flatMap(({ refusals }) => refusals);
