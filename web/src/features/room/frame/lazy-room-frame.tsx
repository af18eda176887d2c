import { msg } from "@lingui/core/macro";
import { lazyPart } from "@/ui/lazy-part";
import { Opening } from "../lobby/opening";
import { NoDevicesHere } from "../video/media-context";

/** The room behind the lobby: most of what a person fetches, and nothing that the lobby has to wait for. */
export const RoomFrame = lazyPart<object>(
  () => import("./room-frame").then(({ RoomFrame }) => ({ default: RoomFrame })),
  {
    name: msg`The room`,
    waiting: <Opening />,
    around: (trouble) => <NoDevicesHere>{trouble}</NoDevicesHere>,
  },
);
