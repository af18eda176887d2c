/**
 * Puts the keyboard into a pane, once it is drawn: where one writes, else into the text that scrolls,
 * else on the pane itself. Panes say who they are by `data-pane`.
 */
export function focusPane(pane: string): void {
  setTimeout(() => {
    const found = document.querySelector<HTMLElement>(`[data-pane="${CSS.escape(pane)}"]`);
    const inside = (what: string) => found?.querySelector<HTMLElement>(what);
    const target = inside("textarea") ?? inside("[tabindex='0']") ?? found;
    target?.focus();
  });
}
