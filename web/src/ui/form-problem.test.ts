import { expect, test } from "vitest";
import { Problem } from "@/api/problem";
import { formProblem } from "@/ui/form-problem";

const FIELDS = ["email", "password"];

test("field errors go to their fields, those of no field above the form", () => {
  const problem = new Problem(422, "invalid", "Invalid field", [
    { field: "password", message: "is too short" },
    { field: "captcha", message: "Missing." },
  ]);
  expect(formProblem(problem, FIELDS)).toEqual({
    fields: { password: "This is too short." },
    general: "Missing.",
  });
});

test("a taken address is said at the address", () => {
  const problem = new Problem(409, "email_taken", "The address has an account");
  expect(formProblem(problem, FIELDS)).toEqual({
    fields: { email: "This address has an account. Sign in instead." },
    general: null,
  });
});

test("who is too fast is told when to come back", () => {
  const text = (seconds?: number) =>
    formProblem(new Problem(429, "rate_limited", "Too many", [], seconds), FIELDS).general;
  expect(text(30)).toBe("Too many attempts. Try again in 30 seconds.");
  expect(text(61)).toBe("Too many attempts. Try again in 2 minutes.");
  expect(text()).toBe("Too many attempts. Wait a moment and try again.");
});

test("an error that is no problem is shown all the same", () => {
  expect(formProblem(new Error("odd"), FIELDS).general).toBe("odd");
});
