import { stripTypeScriptTypes } from 'node:module';

/** Tests run the very text that Node runs: types become blanks, so lines and columns stay true. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
};
