import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";
import { ReloadButton } from "@/ui/reload-button";

/** `UserMenu`: what opens menus is fetched after the page. */
export const UserMenu = lazyPart(() => import("./user-menu"), {
  name: "Menu",
  waiting: <Skeleton circle height={34} aria-hidden />,
  around: () => <ReloadButton />,
});
