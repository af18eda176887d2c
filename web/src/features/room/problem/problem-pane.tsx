import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconBook2 } from "@tabler/icons-react";
import type { ProblemInfo } from "@/live/types";
import { Markdown } from "@/problems/lazy-markdown";
import { AgendaList } from "../agenda/agenda-list";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { EarlierProblems } from "./earlier-problems";
import { Hints } from "./hints";
import classes from "./problem-pane.module.css";

/** The chosen problem and its hints; before that, what will stand here. */
export function ProblemPane() {
  const { problem } = useView();
  return (
    <section className={classes.pane} aria-label={t`Problem`} tabIndex={-1} data-pane="problem">
      {problem ? <Chosen problem={problem} /> : <NothingChosen />}
      <AgendaList />
    </section>
  );
}

function Chosen({ problem }: { problem: ProblemInfo }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must take the keyboard.
    <div className={classes.scroll} tabIndex={0}>
      <div className={classes.head}>
        <h2 className={classes.title}>{problem.title}</h2>
        <ChooseButton quiet />
      </div>
      <Markdown text={problem.statement} />
      <Hints problem={problem} />
      <EarlierProblems />
    </div>
  );
}

function NothingChosen() {
  const { me, room } = useView();
  const chooses = interviews(me.role);
  return (
    <div className={classes.empty}>
      <IconBook2 size={30} stroke={1.5} className={classes.icon} aria-hidden />
      <h2 className={classes.emptyTitle}>
        {chooses ? t`No problem yet` : t`The problem comes here`}
      </h2>
      <p className={classes.emptyText}>
        {chooses
          ? t`Nothing of it reaches your candidate before you choose it.`
          : t`${{ host: room.hostName }} will show it when you start. Until then, make yourself at home in the editor.`}
      </p>
      <ChooseButton />
    </div>
  );
}

function ChooseButton({ quiet = false }: { quiet?: boolean }) {
  const { me, room } = useView();
  const { change } = useRoomUi();
  if (!interviews(me.role) || room.status === "ended") return null;
  return (
    <Button
      size={quiet ? "compact-sm" : "sm"}
      variant={quiet ? "default" : "filled"}
      className={classes.choose}
      onClick={() => change({ dialog: "choose-problem" })}
    >
      <Trans>Choose problem</Trans>
    </Button>
  );
}
