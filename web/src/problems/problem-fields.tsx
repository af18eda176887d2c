import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect, Tabs, Textarea, TextInput } from "@mantine/core";
import { languageChoices } from "@/live/pad/languages";
import { HintFields } from "./hint-fields";
import { Markdown } from "./lazy-markdown";
import { type DraftErrors, MAX_TEXT, type ProblemDraft } from "./problem-draft";
import classes from "./problem-fields.module.css";

interface ProblemFieldsProps extends PartProps {
  errors: DraftErrors;
}

/** What a problem is made of: written here, and seen as the candidate will see it. */
export function ProblemFields({ draft, change, errors }: ProblemFieldsProps) {
  return (
    <>
      <TextInput
        label={t`Title`}
        data-autofocus
        maxLength={200}
        value={draft.title}
        error={errors.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Statement draft={draft} change={change} error={errors.statement} />
      <HintFields draft={draft} change={change} />
      <Starter draft={draft} change={change} />
    </>
  );
}

interface PartProps {
  draft: ProblemDraft;
  change: (part: Partial<ProblemDraft>) => void;
}

function Statement({ draft, change, error }: PartProps & { error: string | undefined }) {
  return (
    <Tabs defaultValue="write" variant="outline" mt="md" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="write">
          <Trans>Write</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="preview">
          <Trans>Preview</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="write" pt="sm">
        <Textarea
          label={t`Statement`}
          description={t({ message: "Markdown: headings, lists, tables, `code`." })}
          placeholder={t({
            message:
              "Given a list of intervals, merge all that overlap.\n\n**Example**\n\n`[[1,3],[2,6]]` becomes `[[1,6]]`",
          })}
          autosize
          minRows={7}
          maxRows={16}
          maxLength={MAX_TEXT}
          value={draft.statement}
          error={error}
          onChange={(event) => change({ statement: event.currentTarget.value })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="preview" pt="sm">
        <div className={classes.preview}>
          <h3 className={classes.previewTitle}>{draft.title || t`Untitled`}</h3>
          <Markdown text={draft.statement || `*${t`Nothing written yet.`}*`} />
        </div>
      </Tabs.Panel>
    </Tabs>
  );
}

function Starter({ draft, change }: PartProps) {
  return (
    <div className={classes.starter}>
      <NativeSelect
        label={t`Language`}
        description={t`Of its code pad.`}
        data={[{ value: "", label: t`As it is` }, ...languageChoices()]}
        value={draft.language}
        onChange={(event) => change({ language: event.currentTarget.value })}
      />
      <Textarea
        label={t`Starter code`}
        description={t`Put into a fresh pad; nothing that is written is touched.`}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={MAX_TEXT}
        spellCheck={false}
        classNames={{ input: classes.code }}
        value={draft.starter}
        onChange={(event) => change({ starter: event.currentTarget.value })}
      />
    </div>
  );
}
