import { row } from './row.ts';

/** Files that are handed in. */
export const UPLOADS_ERRORS = {
  'upload/empty': row(
    400,
    '文件“{file}”是空的。',
    'The file “{file}” is empty.',
    '请重新导出或拍照后上传。',
    'Export or photograph it again.',
  ),
  'upload/unknown-kind': row(
    415,
    '“{file}”不是 PDF、图片（JPEG、PNG、WebP、TIFF）或办公文件。',
    '“{file}” is not a PDF, a picture (JPEG, PNG, WebP, TIFF) or an office file.',
    '请另存为 PDF，或拍照上传；iPhone 的 HEIC 照片请先转为 JPEG。',
    'Save it as PDF, or upload a photo; convert HEIC photos of an iPhone to JPEG first.',
  ),
  'upload/no-converter': row(
    415,
    '“{file}”是办公文件（Word、Excel、WPS 等），本系统没有安装转换程序。',
    '“{file}” is an office file (Word, Excel, WPS or the like), and no converter is installed here.',
    '请在办公软件中另存为 PDF 后上传；管理员可安装 LibreOffice。',
    'Save it as PDF in the office program and upload that; an administrator can install LibreOffice.',
  ),
  'upload/damaged': row(
    422,
    '“{file}”已损坏，无法打开。',
    '“{file}” is damaged and cannot be opened.',
    '请重新导出或扫描。',
    'Export or scan it again.',
  ),
  'upload/encrypted': row(
    422,
    '“{file}”有密码保护。',
    '“{file}” is protected by a password.',
    '请去掉密码后上传。',
    'Remove the password and upload it again.',
  ),
  'upload/too-large': row(
    413,
    '“{file}”超过 {limitMiB} MiB。',
    '“{file}” is larger than {limitMiB} MiB.',
    '请降低扫描分辨率或拆分文件。',
    'Scan at a lower resolution or split the file.',
  ),
  'upload/too-many-pages': row(
    422,
    '共 {pages} 页，上限 {limit} 页。',
    'It has {pages} pages; the limit is {limit}.',
    '请拆分为多个申请。',
    'Split it into several requests.',
  ),
  'upload/too-many-pixels': row(
    413,
    '“{file}”有 {megapixels} 百万像素，上限 {limit}。',
    '“{file}” has {megapixels} megapixels; the limit is {limit}.',
    '请用普通拍照模式重拍，或以 300 dpi 扫描。',
    'Photograph it in the ordinary mode, or scan it at 300 dpi.',
  ),
  'upload/too-few-pixels': row(
    422,
    '“{file}”只有 {width}×{height} 像素，看不清一整页。',
    '“{file}” has only {width}×{height} pixels; a whole page cannot be read in it.',
    '请用原图，不要用缩略图或截图；让整张纸占满画面。',
    'Send the original photo, no thumbnail or screenshot, with the whole sheet filling it.',
  ),
  'upload/page-size': row(
    422,
    '第 {page} 页尺寸异常（{widthMm}×{heightMm} 毫米）。',
    'Page {page} has an impossible size ({widthMm}×{heightMm} mm).',
    '请按 A4 或 A3 重新导出。',
    'Export it again as A4 or A3.',
  ),
  'upload/took-too-long': row(
    422,
    '“{file}”处理超时或内存超限。',
    'Preparing “{file}” took too long or too much memory.',
    '请打印成新的 PDF 或拆分后重试。',
    'Print it to a new PDF, or split it, and try again.',
  ),
  'upload/none': row(400, '没有收到文件。', 'No file was received.', '请至少选择一个 PDF 或照片。', 'Choose at least one PDF or photo.'),
} as const;
