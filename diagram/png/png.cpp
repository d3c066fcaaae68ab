#include "diagram/png/png.h"

#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>
#include <stdexcept>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>

// Pango looks for fonts in threads of its own, and what it found is kept until the process ends.
const char* __lsan_default_suppressions() { return "leak:libfontconfig.so"; }
#endif

namespace perdure::diagram {
namespace {

constexpr double MostPixels = 30'000;  // Of a side; cairo's own limit is 32,767.

std::runtime_error failure(const std::string& why) {
  return std::runtime_error("the picture cannot be drawn as PNG: " + why);
}

struct Free {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

// Takes what `call` reported.
template <class Call>
void checked(Call call) {
  GError* error = nullptr;
  if (call(&error)) return;
  const std::string why = error != nullptr ? error->message : "unknown";
  g_clear_error(&error);
  throw failure(why);
}

cairo_status_t append(void* out, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::string png(std::string_view svg, double scale) {
  std::unique_ptr<RsvgHandle, Free> handle;
  checked([&](GError** error) {
    handle.reset(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), error));
    return handle != nullptr;
  });
  double width = 0;
  double height = 0;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height)) {
    throw failure("it has no size");
  }
  const RsvgRectangle all{0, 0, std::ceil(width * scale), std::ceil(height * scale)};
  if (!(all.width >= 1 && all.height >= 1 && all.width <= MostPixels && all.height <= MostPixels)) {
    throw failure("it would have more than 30,000 pixels a side; draw it as SVG");
  }
  const std::unique_ptr<cairo_surface_t, Free> surface(cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, static_cast<int>(all.width), static_cast<int>(all.height)));
  const std::unique_ptr<cairo_t, Free> context(cairo_create(surface.get()));
  checked([&](GError** error) {
    return rsvg_handle_render_document(handle.get(), context.get(), &all, error) != 0;
  });
  std::string out;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append, &out);
  if (status != CAIRO_STATUS_SUCCESS) throw failure(cairo_status_to_string(status));
  return out;
}

}  // namespace perdure::diagram
