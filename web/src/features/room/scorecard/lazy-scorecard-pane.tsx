import { msg } from "@lingui/core/macro";
import { lazyPart } from "@/ui/lazy-part";

/** The scorecard; its code comes when it is first opened. */
export const ScorecardPane = lazyPart(() => import("./scorecard-pane"), {
  name: msg`The scorecard`,
});
