import { useMutation } from "@tanstack/react-query";
import { changePreferences, type Preferences } from "@/api/me/preferences";

/** Changes preferences at once, and knows how far the saving is. */
export function usePreferenceChange() {
  const mutation = useMutation({
    mutationFn: (change: Partial<Preferences>) => changePreferences(change),
  });
  return { change: mutation.mutate, status: mutation.status };
}
