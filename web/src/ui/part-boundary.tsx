import { Component, type ReactNode } from "react";

interface PartBoundaryProps {
  /** What stands in the part's place; `again` draws it anew. */
  failed: (again: () => void) => ReactNode;
  /** Called before the part is drawn anew. */
  onAgain?: () => void;
  children: ReactNode;
}

/** Keeps the failure of a part to its own place: the page around it goes on. */
export class PartBoundary extends Component<PartBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  private again = () => {
    this.props.onAgain?.();
    this.setState({ failed: false });
  };

  override render(): ReactNode {
    return this.state.failed ? this.props.failed(this.again) : this.props.children;
  }
}
