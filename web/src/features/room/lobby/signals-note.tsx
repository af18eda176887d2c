import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { IconCheck } from "@tabler/icons-react";
import type { SignalKind } from "@/live/types";
import classes from "./lobby.module.css";

/** In plain words, what each signal tells; a thing and its return are one line. */
const WORDS: { kinds: SignalKind[]; text: () => string }[] = [
  {
    kinds: ["tab_hidden", "tab_visible"],
    text: () => t`when this tab goes to the background, and when you are back`,
  },
  {
    kinds: ["window_blurred", "window_focused"],
    text: () => t`when you work in another window, and when you are back`,
  },
  {
    kinds: ["pasted_from_outside"],
    text: () => t`that text from outside was pasted, how long it was, and where`,
  },
  { kinds: ["fullscreen_left"], text: () => t`when full screen is left` },
  {
    kinds: ["connection_lost", "connection_restored"],
    text: () => t`when your connection drops, and when it is back`,
  },
  {
    kinds: ["problem_copied"],
    text: () => t`that text of the problem was copied, and how long it was`,
  },
  {
    kinds: ["devices_changed"],
    text: () => t`when a camera, microphone or speaker is plugged in or out, never which one`,
  },
];

/** Which signals are on, before anyone goes in: no surprises. */
export function SignalsNote({ signals }: { signals: SignalKind[] }) {
  const on = WORDS.filter(({ kinds }) => kinds.some((kind) => signals.includes(kind)));
  return (
    <section className={classes.note}>
      <h2 className={classes.noteTitle}>
        {on.length > 0 ? t`What this room notes while you are inside` : t`This room notes nothing`}
      </h2>
      {on.length > 0 ? (
        <>
          <ul className={classes.noteList}>
            {on.map(({ text }) => (
              <li key={text()}>
                <IconCheck size={16} className={classes.noteIcon} aria-hidden />
                {text()}
              </li>
            ))}
          </ul>
          <p className={classes.small}>
            <Trans>
              You see the same list as your interviewers. It is information, never a verdict:
              looking something up or losing the Wi-Fi is normal.
            </Trans>
          </p>
        </>
      ) : (
        <p className={classes.small}>
          <Trans>
            Nothing about your browser is shared. Your interviewers see what you type in the room.
          </Trans>
        </p>
      )}
    </section>
  );
}
