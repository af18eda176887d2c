import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { ReloadButton } from "@/ui/reload-button";

/** `RoomMenu`: what opens menus is fetched after the list. */
export const RoomMenu = lazyPart(() => import("./room-menu"), {
  name: "Menu",
  waiting: <Skeleton circle width={34} height={34} aria-hidden />,
  around: () => <ReloadButton />,
});
