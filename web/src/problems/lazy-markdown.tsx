import { msg } from "@lingui/core/macro";
import { Skeleton } from "@mantine/core";
import { lazyPart } from "@/ui/lazy-part";

/** Markdown as a component that comes when the first text has to be shown. */
export const Markdown = lazyPart(() => import("./markdown"), {
  name: msg`The text`,
  waiting: <Skeleton height={96} radius="md" />,
});
