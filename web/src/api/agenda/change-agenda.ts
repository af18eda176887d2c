import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { http } from "@/api/http";
import { toProblem } from "@/api/problem";
import { roomHeaders } from "@/api/rooms/room-headers";
import type { Agenda, AgendaItem, NewAgenda } from "@/api/types";
import { agendaKey, showAgenda, useAgenda } from "./show-agenda";

/** What to do with the items: made again on those of somebody else who was faster, and doing nothing twice. */
export interface AgendaChange {
  apply: (items: readonly AgendaItem[]) => AgendaItem[];
  /** Throws if these items are not what the change was made for. */
  check?: (items: readonly AgendaItem[]) => void;
}

const changeKey = (roomId: string) => ["change-agenda", roomId];

async function writeAgenda(roomId: string, agenda: NewAgenda): Promise<Agenda> {
  const { data } = await http.put<Agenda>(`/rooms/${roomId}/agenda`, agenda, {
    headers: await roomHeaders(roomId),
  });
  return data;
}

/** Each refusal means that somebody else's change was taken, so this ends. */
async function change(roomId: string, { apply, check }: AgendaChange, known?: Agenda) {
  let there = known ?? (await showAgenda(roomId));
  for (;;) {
    check?.(there.items);
    try {
      return await writeAgenda(roomId, { version: there.version, items: apply(there.items) });
    } catch (error) {
      if (toProblem(error).code !== "changed_meanwhile") throw error;
      there = await showAgenda(roomId);
    }
  }
}

/** Changes the agenda of a room; several changes of one person go one after the other. */
export function useChangeAgenda(roomId: string) {
  const queries = useQueryClient();
  const queryKey = agendaKey(roomId);
  return useMutation({
    mutationKey: changeKey(roomId),
    scope: { id: changeKey(roomId).join() },
    mutationFn: (wanted: AgendaChange) =>
      change(roomId, wanted, queries.getQueryData<Agenda>(queryKey)),
    onSuccess: async (agenda) => {
      // What is on its way was asked before, and would show the agenda as it was.
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, agenda);
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  });
}

/** The agenda as it will be: with this person's changes that are still on their way. */
export function useAgendaWithChanges(roomId: string, may = true) {
  const { data, error, isFetching, refetch } = useAgenda(roomId, may);
  const coming = useMutationState({
    filters: { mutationKey: changeKey(roomId), status: "pending" },
    select: ({ state }) => state.variables as AgendaChange,
  });
  const items = data && coming.reduce((items, { apply }) => apply(items), data.items);
  return { items, error, isFetching, refetch };
}
