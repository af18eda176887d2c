import type { Lost } from "@/live/given-back";
import { drawingOfUpdates, refusedDrawing } from "@/live/pad/refused-drawing";
import { refusedText, textOfUpdates } from "@/live/pad/refused-text";
import { elementsOf, type Replica } from "@/live/pad/replica";

/** What came with these updates into a replica, and the server has not got. */
export function lostOf(replica: Replica, updates: Uint8Array[]): Lost {
  const text = refusedText(replica.text, updates);
  return text ? { text } : { text: refusedDrawing(elementsOf(replica), updates), drawing: true };
}

/** What updates hold that can't be applied anywhere. */
export function lostIn(updates: Uint8Array[]): Lost {
  const text = textOfUpdates(updates);
  return text ? { text } : { text: drawingOfUpdates(updates), drawing: true };
}
