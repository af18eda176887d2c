import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconLink, IconX } from "@tabler/icons-react";
import { useEntries } from "../live-context";
import { MomentLink } from "../timeline/moment-link";
import { beginning, type Moment, momentAt } from "./moments";
import classes from "./scorecard.module.css";

/** As the server limits it. */
const MAX_MOMENTS = 20;

interface EvidenceProps {
  /** The competency's name. */
  of: string;
  moments: readonly Moment[];
  seqs: readonly number[];
  change: (seqs: number[]) => void;
}

/** The moments that show what was rated, and a way to name more. */
export function Evidence({ of, moments, seqs, change }: EvidenceProps) {
  const open = moments.filter(({ seq }) => !seqs.includes(seq));
  const add = (seq: number) => change([...seqs, seq].sort((a, b) => a - b));
  const remove = (seq: number) => change(seqs.filter((it) => it !== seq));
  return (
    <div className={classes.evidence}>
      <Moments seqs={seqs} moments={moments} of={of} remove={remove} />
      <Menu position="bottom-start" width={300} disabled={open.length === 0}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLink size={14} aria-hidden />}
            aria-label={t`Link a moment: ${of}`}
            disabled={open.length === 0 || seqs.length >= MAX_MOMENTS}
          >
            <Trans>Link a moment</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
          {open.map(({ seq, clock, text }) => (
            <Menu.Item key={seq} onClick={() => add(seq)}>
              <span className={classes.clock}>{clock}</span> {text}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

interface MomentsProps extends Pick<EvidenceProps, "of" | "moments" | "seqs"> {
  /** Missing: they are only to be read. */
  remove?: (seq: number) => void;
}

/** Named moments, with the interview's time. */
export function Moments({ of, moments, seqs, remove }: MomentsProps) {
  if (seqs.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t`Moments: ${of}`}>
      {seqs.map((at) => {
        const moment = momentAt(moments, at);
        const { seq, clock, text } = moment;
        return (
          <li key={seq} className={classes.chip}>
            <MomentText {...moment} />
            {remove ? (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={t`Remove ${clock} ${text}`}
                onClick={() => remove(seq)}
              >
                <IconX size={13} aria-hidden />
              </ActionIcon>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** A moment in words; what happened around it opens with a click. */
function MomentText({ at, clock, text }: Moment) {
  const startedAt = beginning(useEntries());
  const words = (
    <>
      <span className={classes.clock}>{clock}</span> {text}
    </>
  );
  if (at === null) return words;
  return (
    <MomentLink at={at} startedAt={startedAt} className={classes.moment}>
      {words}
    </MomentLink>
  );
}
