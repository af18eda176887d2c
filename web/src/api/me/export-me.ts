import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";

async function exportMe(): Promise<Blob> {
  const { data } = await http.get<Blob>("/me/export", { responseType: "blob" });
  return data;
}

/** All of one's data, as a JSON file. */
export const useExportMe = () => useMutation({ mutationFn: exportMe });
