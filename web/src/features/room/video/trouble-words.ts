import type { Trouble } from "@/live/media/trouble";

/** A device as people call it, and what goes on without it. */
const WITHOUT = {
  microphone: { name: "microphone", still: "You still hear everyone, and the chat works." },
  camera: { name: "camera", still: "The interview goes on without it." },
};

/** What happened to a device, what is safe, and what to do. */
export function troubleWords(device: keyof typeof WITHOUT, trouble: Trouble): string {
  const { name, still } = WITHOUT[device];
  switch (trouble) {
    case "denied":
      return `This browser blocks your ${name}. To change that, use the icon in the address bar. ${still}`;
    case "missing":
      return `No ${name} was found. Plug one in and try again. ${still}`;
    case "busy":
      return `Your ${name} did not start. Another program may be using it. ${still}`;
    case "unsupported":
      return `This browser gives no ${name} to this page. ${still}`;
  }
}
