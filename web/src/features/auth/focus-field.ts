/** As a field's `ref`: gives it the focus when it appears in answer to what the person just did. */
export function focusField(field: HTMLInputElement | null): void {
  field?.focus();
}
