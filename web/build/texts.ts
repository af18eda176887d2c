import type { PluginObj, types as Types } from "@babel/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { defineRolldownBabelPreset } from "@rolldown/plugin-babel";

/** What Lingui's macros leave before the descriptor of a text. */
const MARK = "i18n";

/**
 * For Babel: turns the macros round texts into look-ups. English stays in what is built, and is shown when no
 * catalogue has the text: none has to come before a page in English can show.
 */
export const texts = defineRolldownBabelPreset({
  preset: () => ({
    plugins: [["@lingui/babel-plugin-lingui-macro", { stripMessageField: false }], takenApart],
  }),
  rolldown: { filter: { code: /@lingui\/(core|react)\/macro/ } },
});

/** Takes the English texts apart here, as the catalogues are: the browser then needs no parser for them. */
function takenApart({ types: t }: { types: typeof Types }): PluginObj {
  return {
    name: "texts-taken-apart",
    visitor: {
      Program: {
        exit(program) {
          program.traverse({
            ObjectExpression({ node }) {
              if (node.leadingComments?.some((comment) => comment.value.trim() === MARK)) {
                takeApart(t, node);
              }
            },
          });
        },
      },
    },
  };
}

function takeApart(t: typeof Types, descriptor: Types.ObjectExpression): void {
  for (const property of descriptor.properties) {
    if (!t.isObjectProperty(property) || !t.isIdentifier(property.key, { name: "message" }))
      continue;
    if (!t.isStringLiteral(property.value)) continue;
    const tokens = compileMessage(property.value.value);
    const whole = tokens.length === 1 && typeof tokens[0] === "string" ? tokens[0] : null;
    property.value =
      whole === null ? (t.valueToNode(tokens) as Types.Expression) : t.stringLiteral(whole);
  }
}
