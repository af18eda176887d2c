import { reachWords } from "./reach-words";

test("says what works, and what may not", () => {
  expect(reachWords({ server: 12, helper: "relay", relay: 31 })).toEqual({
    well: true,
    text: "The server answers in 12 ms. Video gets through firewalls too, in 31 ms.",
  });
  expect(reachWords({ server: 12, helper: "none", relay: null }).text).toContain(
    "never the editor and the chat",
  );
  expect(reachWords({ server: 12, helper: "unreached", relay: null }).well).toBe(false);
  expect(reachWords({ server: null, helper: "none", relay: null }).well).toBe(false);
});
