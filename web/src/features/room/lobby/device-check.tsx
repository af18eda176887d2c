import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Collapse } from "@mantine/core";
import { IconVideo } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "@/live/store";
import { DeviceButton } from "../video/device-button";
import { DeviceFields } from "../video/device-fields";
import { useMedia } from "../video/media-context";
import { Picture } from "../video/picture";
import { useTroubles } from "../video/use-troubles";
import { ConnectionCheck } from "./connection-check";
import classes from "./device-check.module.css";
import { LevelMeter } from "./level-meter";
import lobby from "./lobby.module.css";

/** Camera, microphone and connection, to look at before anyone else does. Nothing of it is needed to go in. */
export function DeviceCheck() {
  const media = useMedia();
  const microphone = useStore(media.microphone.capture);
  const camera = useStore(media.camera.capture);
  const [choosing, setChoosing] = useState(false);
  const troubles = useTroubles();
  return (
    <section className={lobby.note}>
      <h2 className={lobby.noteTitle}>
        <Trans>Camera and sound</Trans>
      </h2>
      <div className={classes.preview}>
        {camera.on && camera.track ? (
          <Picture track={camera.track} mirrored label={t`What your camera shows`} />
        ) : (
          <NothingYet />
        )}
        <div className={classes.buttons}>
          <DeviceButton device="microphone" />
          <DeviceButton device="camera" />
        </div>
      </div>
      {microphone.on && microphone.track ? <LevelMeter track={microphone.track} /> : null}
      <p className={lobby.small}>
        <Trans>
          Only you see this. What is on when you are let in, the people inside see and hear; what is
          off stays off.
        </Trans>
      </p>
      <div role="status">
        {troubles.map((words) => (
          <p key={String(words)} className={classes.trouble}>
            {words}
          </p>
        ))}
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        ms={-8}
        mt={6}
        aria-expanded={choosing}
        onClick={() => {
          void media.list.look();
          setChoosing((before) => !before);
        }}
      >
        <Trans>Choose devices</Trans>
      </Button>
      <Collapse expanded={choosing}>
        <div className={classes.fields}>{choosing ? <DeviceFields /> : null}</div>
      </Collapse>
      <ConnectionCheck />
    </section>
  );
}

/** In place of a picture: that there is none, and how to get one. */
function NothingYet() {
  const media = useMedia();
  const microphone = useStore(media.microphone.capture);
  const camera = useStore(media.camera.capture);
  const [asked, setAsked] = useState(false);
  const untouched = !asked && !microphone.on && !camera.on;
  const start = async () => {
    setAsked(true);
    await media.turnOnBoth();
  };
  return (
    <div className={classes.nothing}>
      <p>
        <Trans>Your camera is off</Trans>
      </p>
      {untouched ? (
        <Button
          variant="light"
          leftSection={<IconVideo size={17} aria-hidden />}
          onClick={() => void start()}
        >
          <Trans>Try camera and microphone</Trans>
        </Button>
      ) : null}
    </div>
  );
}
