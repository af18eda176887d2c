import type { editor as monacoEditor } from "monaco-editor";
import classes from "./cursors.module.css";

type Editor = monacoEditor.IStandaloneCodeEditor;

/** Monaco's `ContentWidgetPositionPreference.EXACT`; the enum itself would load the editor here. */
const EXACT = 0;
/** A name steps back this long after its owner last moved, in ms. */
const FADE_MS = 2_000;

/** A name beside the line its owner is on. */
export interface Label {
  client: number;
  name: string;
  color: number;
  line: number;
  /** Anything that changes when the owner moves. */
  place: string;
}

/**
 * Names of people, each at the end of the line they are on: there they hide no code. After a while
 * without a move a name fades.
 */
export class CursorLabels {
  private readonly widgets = new Map<number, LabelWidget>();

  constructor(private readonly editor: Editor) {}

  /** Shows these names and no others. */
  show(labels: Label[]): void {
    const there = new Set(labels.map(({ client }) => client));
    for (const [client, widget] of this.widgets) {
      if (there.has(client)) continue;
      this.editor.removeContentWidget(widget);
      this.widgets.delete(client);
    }
    const used = new Map<number, number>();
    for (const label of labels) {
      const before = used.get(label.line) ?? 0;
      used.set(label.line, before + label.name.length + 2);
      this.place(label, before);
    }
  }

  /** Takes all names away. */
  dispose(): void {
    this.show([]);
  }

  private place(label: Label, indent: number): void {
    const known = this.widgets.get(label.client);
    const widget = known ?? new LabelWidget(label.client);
    const column = this.editor.getModel()?.getLineMaxColumn(label.line) ?? 1;
    widget.update(label, column, indent);
    if (known) {
      this.editor.layoutContentWidget(widget);
    } else {
      this.widgets.set(label.client, widget);
      this.editor.addContentWidget(widget);
    }
  }
}

class LabelWidget implements monacoEditor.IContentWidget {
  readonly suppressMouseDown = true;
  private readonly node = document.createElement("div");
  private position: monacoEditor.IContentWidgetPosition | null = null;
  private place = "";
  private fading: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly client: number) {
    this.node.className = classes.label ?? "";
    // For people who see it; screen readers have the list of people.
    this.node.ariaHidden = "true";
  }

  getId = (): string => `cursor-label-${this.client}`;
  getDomNode = (): HTMLElement => this.node;
  getPosition = (): monacoEditor.IContentWidgetPosition | null => this.position;

  update({ name, color, line, place }: Label, column: number, indent: number): void {
    this.node.textContent = name;
    this.node.style.setProperty("--person", `var(--person-${color})`);
    this.node.style.marginLeft = `calc(${indent}ch + 1.5ch)`;
    this.position = { position: { lineNumber: line, column }, preference: [EXACT] };
    if (place === this.place) return;
    this.place = place;
    this.node.dataset.fading = "false";
    clearTimeout(this.fading);
    this.fading = setTimeout(() => {
      this.node.dataset.fading = "true";
    }, FADE_MS);
  }
}
