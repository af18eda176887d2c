import { type FormValidateInput, useForm } from "@mantine/form";
import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { formProblem } from "./form-problem";
import { useNextPage } from "./next-page";

type Texts = Record<string, string>;

interface Options<Values extends Texts> {
  initialValues: Values;
  validate: FormValidateInput<Values>;
  mutation: UseMutationResult<void, Error, Values>;
}

/** What signing in and signing up share: send, go on to the next page, or show why not. */
export function useCredentialsForm<Values extends Texts>(options: Options<Values>) {
  const { initialValues, validate, mutation } = options;
  const navigate = useNavigate();
  const { next } = useNextPage();
  const [general, setGeneral] = useState<string | null>(null);
  const form = useForm<Values>({ initialValues, validate });

  const submit = form.onSubmit((values) => {
    setGeneral(null);
    mutation.mutate(values, {
      onSuccess: () => navigate(next, { replace: true }),
      onError: (error) => {
        const problem = formProblem(error, Object.keys(initialValues));
        form.setErrors(problem.fields);
        setGeneral(problem.general);
      },
    });
  });

  return { form, submit, general };
}
