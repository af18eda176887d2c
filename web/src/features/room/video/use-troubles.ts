import { useStore } from "@/live/store";
import { useMedia } from "./media-context";
import { troubleWords } from "./trouble-words";

/** What is wrong with this person's devices, a sentence each. */
export function useTroubles(): string[] {
  const media = useMedia();
  const microphone = useStore(media.microphone.capture).trouble;
  const camera = useStore(media.camera.capture).trouble;
  return [
    ...(microphone ? [troubleWords("microphone", microphone)] : []),
    ...(camera ? [troubleWords("camera", camera)] : []),
  ];
}
