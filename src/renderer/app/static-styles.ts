import {
  type ConvertCSSVariablesInput,
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.ts';

/**
 * Gives the theme's variables to the page through an adopted stylesheet. Mantine would write a `<style>` tag,
 * which the content security policy refuses and should go on refusing.
 */
export function adoptThemeVariables(): void {
  const variables: ConvertCSSVariablesInput = defaultCssVariablesResolver(
    mergeMantineTheme(DEFAULT_THEME, theme),
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(variables, ':root'));
  document.adoptedStyleSheets = [sheet, ...document.adoptedStyleSheets];
}
