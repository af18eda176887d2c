import { Notifications } from "@mantine/notifications";

/** Where notices appear; what was to be shown before it came waits for it. */
export default function Notices() {
  return <Notifications position="bottom-right" />;
}
