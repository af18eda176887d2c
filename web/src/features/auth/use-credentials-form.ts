import { type FormValidateInput, useForm } from "@mantine/form";
import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { type Problem, toProblem } from "@/api/problem";
import { formProblem } from "@/ui/form-problem";
import { useNextPage } from "./next-page";

type Texts = Record<string, string>;

interface Options<Values extends Texts> {
  initialValues: Values;
  validate: FormValidateInput<Values>;
  mutation: Pick<UseMutationResult<void, Error, Values>, "mutate">;
  /** Looks at a refusal first; true if it leads on elsewhere and is not to be shown. */
  onRefused?: (problem: Problem, values: Values) => boolean;
}

/** What signing in and signing up share: send, go on to the next page, or show why not. */
export function useCredentialsForm<Values extends Texts>(options: Options<Values>) {
  const { initialValues, validate, mutation, onRefused } = options;
  const navigate = useNavigate();
  const { next } = useNextPage();
  const [general, setGeneral] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues, validate });

  const submit = form.onSubmit((values) => {
    setGeneral(null);
    mutation.mutate(values, {
      onSuccess: () => navigate(next, { replace: true }),
      onError: (error) => {
        if (onRefused?.(toProblem(error), values)) return;
        const problem = formProblem(error, Object.keys(initialValues));
        form.setErrors(problem.fields);
        setGeneral(problem.general);
      },
    });
  });

  return { form, submit, general };
}
