import { t } from "@lingui/core/macro";
import { useComputedColorScheme } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { IconCommand, IconDoorExit } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { usePreferences } from "@/api/me/preferences";
import { calling } from "../actions/calling";
import { everyone, fullScreen, hand, knockNotices } from "../actions/everyone";
import { hosting, othersIn, takingOver } from "../actions/hosting";
import { knocks, languages, leading } from "../actions/leading";
import { looks } from "../actions/looks";
import { places } from "../actions/places";
import { preparing } from "../actions/preparing";
import type { RoomAction } from "../actions/room-action";
import { useAgendaProgress } from "../agenda/use-agenda-progress";
import { useFullScreen } from "../full-screen";
import { useHome } from "../header/use-home";
import { useKnockNotices } from "../knocks/knock-notices";
import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";
import { useCalling } from "../video/use-calling";

/** Everything this person can do in the room now; what is wanted soonest comes first. */
export function useRoomActions(): RoomAction[] {
  const acting = { view: useView(), ui: useRoomUi(), act: useAct() };
  const navigate = useNavigate();
  const scheme = useComputedColorScheme("light");
  const preferences = usePreferences();
  const screen = useFullScreen();
  const notices = useKnockNotices();
  const call = useCalling();
  const home = useHome();
  const agenda = useAgendaProgress(false);
  return [
    ...knocks(acting),
    ...takingOver(acting),
    ...hosting(acting),
    ...leading(acting),
    ...preparing(acting, agenda),
    ...places(acting),
    ...hand(acting),
    ...calling(acting, call),
    ...everyone(acting),
    ...knockNotices(acting, notices),
    ...fullScreen(screen),
    ...looks(scheme, preferences),
    ...othersIn(acting),
    ...languages(acting),
    {
      id: "palette",
      label: t`All actions…`,
      icon: IconCommand,
      menu: "narrow",
      run: spotlight.open,
    },
    {
      id: "leave",
      label: t`Leave the room`,
      icon: IconDoorExit,
      menu: "always",
      run: () => void navigate(home),
    },
  ];
}
