import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ProblemInfo } from "@/live/types";
import { Markdown } from "@/problems/lazy-markdown";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import classes from "./problem-pane.module.css";
import { revealedOf } from "./revealed-hints";

/** The hints: all of them for those who interview, the revealed ones for everyone else. */
export function Hints({ problem }: { problem: ProblemInfo }) {
  if (problem.hintCount === 0) return null;
  return (
    <section className={classes.hints}>
      <h3 className={classes.hintsTitle}>
        <Trans>Hints</Trans>
      </h3>
      {problem.allHints ? (
        <AllHints all={problem.allHints} revealed={problem.hints} />
      ) : (
        <RevealedHints problem={problem} />
      )}
    </section>
  );
}

function AllHints({ all, revealed }: { all: string[]; revealed: string[] }) {
  const shown = revealedOf(all, revealed);
  return (
    <ol className={classes.hintList}>
      {all.map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a hint is known by its place.
        <li key={index} className={classes.hint} data-revealed={shown[index]}>
          <div className={classes.hintHead}>
            {t`Hint ${{ number: index + 1 }}`}
            {shown[index] ? (
              <span className={classes.shown}>
                <Trans>shown to everyone</Trans>
              </span>
            ) : (
              <RevealButton index={index} />
            )}
          </div>
          <Markdown text={hint} />
        </li>
      ))}
    </ol>
  );
}

function RevealButton({ index }: { index: number }) {
  const { room } = useView();
  const act = useAct();
  if (room.status === "ended") return null;
  const reveal = () => act({ type: "reveal_hint", index }, t`The hint was not revealed`);
  return (
    <Button size="compact-sm" variant="default" onClick={reveal}>
      {t`Reveal hint ${{ number: index + 1 }}`}
    </Button>
  );
}

function RevealedHints({ problem }: { problem: ProblemInfo }) {
  const more = problem.hintCount - problem.hints.length;
  return (
    <>
      <ol className={classes.hintList}>
        {problem.hints.map((hint) => (
          <li key={hint} className={classes.hint} data-revealed>
            <Markdown text={hint} />
          </li>
        ))}
      </ol>
      {more > 0 ? (
        <p className={classes.more}>
          <Plural
            value={more}
            one="There is one more hint, if you want: just ask."
            other="There are # more hints, if you want: just ask."
          />
        </p>
      ) : null}
    </>
  );
}
