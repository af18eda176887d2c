import { msg } from "@lingui/core/macro";
import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";

/** Excalidraw is nearly as large as the rest of the room: it comes with the first whiteboard. */
export const Whiteboard = lazyPart(() => import("./whiteboard"), {
  name: msg`The whiteboard`,
  waiting: <Skeleton height="100%" radius={0} aria-hidden />,
});
