import { t } from "@lingui/core/macro";
import type { AgendaItem } from "@/api/types";
import { problemDraft } from "@/problems/agenda-draft";
import { chooseCommand } from "@/problems/problem-draft";
import type { useAct } from "../use-act";

/** Makes a prepared problem the room's: from then on everyone sees it. */
export const startItem = (act: ReturnType<typeof useAct>, item: AgendaItem) =>
  act(chooseCommand(problemDraft(item)), t`The problem was not started`);
