/* zlib reads its input and leaves it as it is; without this its types do not say so. */
#define ZLIB_CONST
#include <zlib.h>
