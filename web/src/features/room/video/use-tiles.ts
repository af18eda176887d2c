import { useStore } from "@/live/store";
import { useView } from "../live-context";
import { useCall } from "./call-context";
import { useMedia } from "./media-context";
import { type Tile, tilesOf } from "./tiles";

/** What is shown of everyone who is here. */
export function useTiles(): Tile[] {
  const view = useView();
  const call = useCall();
  const media = useMedia();
  return tilesOf({
    view,
    peers: useStore(call.mesh.peers),
    microphone: useStore(media.microphone.capture),
    camera: useStore(media.camera.capture),
    shared: useStore(media.screen.shared),
    focus: useStore(call.focus),
  });
}
