import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconSettings, IconVideo } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "@/live/store";
import { useRoomUi } from "../room-ui";
import classes from "./call-pane.module.css";
import { DeviceButton } from "./device-button";
import { useMedia } from "./media-context";
import { ShareButton } from "./share-button";
import { useNoPicture, useNoVoice } from "./use-no-picture";

/** Microphone, camera, screen, devices. */
export function CallControls() {
  const { change } = useRoomUi();
  const noVoice = useNoVoice();
  const noPicture = useNoPicture();
  return (
    <fieldset className={classes.controls} aria-label={t`Your camera and sound`}>
      {noVoice ? null : <JoinButton video={noPicture === null} />}
      <DeviceButton device="microphone" refused={noVoice} />
      <DeviceButton device="camera" refused={noPicture} />
      <ShareButton refused={noPicture} />
      <Tooltip label={t`Camera and sound settings`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={t`Camera and sound settings`}
          onClick={() => change({ dialog: "devices" })}
        >
          <IconSettings size={19} />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}

/** Both at once, for whoever has neither on yet; with no place for video the microphone alone. */
function JoinButton({ video }: { video: boolean }) {
  const media = useMedia();
  const microphone = useStore(media.microphone.capture);
  const camera = useStore(media.camera.capture);
  const [asked, setAsked] = useState(microphone.on || camera.on);
  if (asked || microphone.on || camera.on) return null;
  const join = async () => {
    await (video ? media.turnOnBoth() : media.microphone.turnOn());
    setAsked(true);
  };
  return (
    <Button
      size="compact-md"
      radius="xl"
      leftSection={<IconVideo size={17} aria-hidden />}
      loading={microphone.pending || camera.pending}
      onClick={() => void join()}
    >
      <Trans>Join call</Trans>
    </Button>
  );
}
