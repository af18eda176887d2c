import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Textarea } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { MAX_HINTS, type ProblemDraft } from "./problem-draft";
import classes from "./problem-fields.module.css";

interface HintFieldsProps {
  draft: ProblemDraft;
  change: (part: Partial<ProblemDraft>) => void;
}

/** Any number of hints, revealed one by one later. */
export function HintFields({ draft: { hints }, change }: HintFieldsProps) {
  /** The one that was just asked for gets the focus. */
  const added = useRef<number | null>(null);
  const add = () => {
    const key = Math.max(-1, ...hints.map((hint) => hint.key)) + 1;
    added.current = key;
    change({ hints: [...hints, { key, text: "" }] });
  };
  const edit = (key: number, text: string) =>
    change({ hints: hints.map((hint) => (hint.key === key ? { key, text } : hint)) });
  const remove = (key: number) => change({ hints: hints.filter((hint) => hint.key !== key) });
  return (
    <div className={classes.hints}>
      {hints.map(({ key, text }, index) => (
        <div key={key} className={classes.hint}>
          <Textarea
            className={classes.hintText}
            label={t`Hint ${{ number: index + 1 }}`}
            autoFocus={key === added.current}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={10_000}
            value={text}
            onChange={(event) => edit(key, event.currentTarget.value)}
          />
          <ActionIcon
            className={classes.hintRemove}
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t`Delete this hint`}
            onClick={() => remove(key)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      {hints.length < MAX_HINTS ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={add}
        >
          <Trans>Add a hint</Trans>
        </Button>
      ) : null}
    </div>
  );
}
