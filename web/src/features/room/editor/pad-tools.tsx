import { t } from "@lingui/core/macro";
import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconLock, IconLockOpen, IconSettings } from "@tabler/icons-react";
import { languageChoices } from "@/live/pad/languages";
import type { PadInfo } from "@/live/types";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";
import classes from "./editor-pane.module.css";

/** What is done with the open pad: its language, its lock, how the editor behaves. */
export function PadTools({ pad }: { pad: PadInfo }) {
  const { me, room } = useView();
  const code = pad.kind === "code";
  const decides = interviews(me.role) && room.status !== "ended";
  return (
    <div className={classes.tools}>
      {code && decides ? <LanguagePicker pad={pad} /> : null}
      {code && !decides ? <LanguageName pad={pad} /> : null}
      {decides ? <LockButton pad={pad} /> : null}
      {code ? <SettingsButton /> : null}
    </div>
  );
}

function SettingsButton() {
  const { change } = useRoomUi();
  return (
    <Tooltip label={t`Editor settings`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t`Editor settings`}
        onClick={() => change({ dialog: "editor-settings" })}
      >
        <IconSettings size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function LanguagePicker({ pad }: { pad: PadInfo }) {
  const act = useAct();
  const choose = (language: string) =>
    act({ type: "set_language", pad: pad.id, language }, t`The language was not changed`);
  return (
    <NativeSelect
      className={classes.language}
      size="xs"
      aria-label={t`Language`}
      data={languageChoices(pad.language)}
      value={pad.language ?? "plaintext"}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

function LanguageName({ pad }: { pad: PadInfo }) {
  const label = languageChoices(pad.language).find(({ value }) => value === pad.language)?.label;
  return label ? <span className={classes.languageName}>{label}</span> : null;
}

/** Locks candidates out of the pad, and lets them in again. */
function LockButton({ pad }: { pad: PadInfo }) {
  const act = useAct();
  const label = pad.locked ? t`Unlock editing` : t`Lock editing`;
  const toggle = () =>
    act({ type: pad.locked ? "unlock" : "lock", pad: pad.id }, t`The lock was not changed`);
  return (
    <Tooltip label={pad.locked ? t`Let candidates edit again` : t`Only interviewers may edit`}>
      <ActionIcon
        variant={pad.locked ? "light" : "subtle"}
        color={pad.locked ? "coral" : "gray"}
        aria-label={label}
        onClick={toggle}
      >
        {pad.locked ? <IconLock size={18} /> : <IconLockOpen size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
