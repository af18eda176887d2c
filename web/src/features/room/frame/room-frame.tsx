import { Announcer } from "../announcer/announcer";
import { EndScreen } from "../end/end-screen";
import { useEndScreen } from "../end/use-end-screen";
import { RoomHeader } from "../header/room-header";
import { TakeOverBanner } from "../host/take-over-banner";
import { useKnockAlarm } from "../knocks/use-knock-alarm";
import { useView } from "../live-context";
import { RoomPalette } from "../palette/room-palette";
import { RoomDialogs } from "../room-dialogs";
import { RoomUiContext, useFirstRoomUi } from "../room-ui";
import { useSignalCapture } from "../signals/use-signal-capture";
import { CallContext, useOpenCall } from "../video/call-context";
import { CallStrip } from "../video/call-strip";
import { useDevicesHere } from "../video/media-context";
import { Voices } from "../video/voices";
import { DesktopLayout } from "./desktop-layout";
import { MobileLayout } from "./mobile-layout";
import classes from "./room-frame.module.css";
import { StatusLine } from "./status-line";
import { UnreadContext, useCountUnread } from "./unread";
import { useHandNotices } from "./use-hand-notices";
import { useNarrow } from "./use-narrow";
import { usePreload } from "./use-preload";
import "../people/person-colors.css";

/** The room itself, for those inside. */
export function RoomFrame() {
  const state = useFirstRoomUi();
  return (
    <RoomUiContext.Provider value={state}>
      <Room />
    </RoomUiContext.Provider>
  );
}

function Room() {
  const { room } = useView();
  const narrow = useNarrow();
  const unread = useCountUnread();
  const call = useOpenCall();
  const over = useEndScreen().open;
  useDevicesHere();
  useKnockAlarm(room.title);
  useHandNotices();
  useSignalCapture();
  usePreload();
  return (
    <CallContext.Provider value={call}>
      <div className={classes.frame}>
        <RoomHeader />
        <TakeOverBanner />
        <UnreadContext.Provider value={unread}>
          {over && call ? <CallStrip /> : null}
          {over ? <EndScreen /> : <Panes narrow={narrow} />}
        </UnreadContext.Provider>
        <StatusLine />
        <RoomDialogs />
        <RoomPalette />
        <Announcer />
        {call ? <Voices /> : null}
      </div>
    </CallContext.Provider>
  );
}

const Panes = ({ narrow }: { narrow: boolean }) => (narrow ? <MobileLayout /> : <DesktopLayout />);
