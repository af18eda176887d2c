import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconCommand, IconMoonStars } from "@tabler/icons-react";
import { ColorSchemeButton } from "@/ui/color-scheme-button";
import { CopyLinkButton } from "@/ui/copy-link-button";
import { LanguageButton } from "@/ui/language-button";
import { interviews, useView } from "../live-context";
import { useRoomUi } from "../room-ui";

/** What there is place for on a wide screen. */
export function HeaderActions() {
  const { me, room, focusTime } = useView();
  const { change } = useRoomUi();
  const decides = interviews(me.role) && room.status !== "ended";
  return (
    <>
      <Tooltip label={t`All actions (Ctrl K)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t`All actions`}
          onClick={spotlight.open}
        >
          <IconCommand size={19} />
        </ActionIcon>
      </Tooltip>
      <LanguageButton />
      <ColorSchemeButton />
      {decides && !focusTime ? (
        <Button
          variant="default"
          leftSection={<IconMoonStars size={16} aria-hidden />}
          onClick={() => change({ dialog: "focus-time" })}
        >
          <Trans>Focus time</Trans>
        </Button>
      ) : null}
      {decides ? <CopyLinkButton link={roomLink(room.id)} of={room.title} /> : null}
    </>
  );
}

/** The address that is given to candidates. */
export const roomLink = (room: string): string => `${window.location.origin}/r/${room}`;
