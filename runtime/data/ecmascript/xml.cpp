#include "runtime/data/ecmascript/xml.h"

#include <dom_js.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <limits>
#include <memory>

#include "runtime/data/ecmascript/globals.h"
#include "runtime/data/ecmascript/internals.h"
#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {
namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeText {
  void operator()(xmlChar* text) const { xmlFree(text); }
};

void push_text(duk_context* context, const xmlChar* text) {
  const std::string words = to_engine(text == nullptr ? "" : reinterpret_cast<const char*>(text));
  duk_push_lstring(context, words.data(), words.size());
}

std::string qualified(const xmlNs* space, const xmlChar* name) {
  const std::string local = reinterpret_cast<const char*>(name);
  return space == nullptr || space->prefix == nullptr
             ? local
             : std::string(reinterpret_cast<const char*>(space->prefix)) + ":" + local;
}

// Below the root object at `root`, pushes make(type, name, value).
void push_node(duk_context* context, duk_idx_t root, int type, const std::string& name,
               const xmlChar* value) {
  duk_get_prop_string(context, root, "make");
  duk_push_int(context, type);
  duk_push_string(context, to_engine(name).c_str());
  if (value == nullptr) {
    duk_push_null(context);
  } else {
    push_text(context, value);
  }
  duk_call(context, 3);
}

// The node on the top, popped, becomes a child of the one below it.
void append(duk_context* context) {
  duk_push_literal(context, "appendChild");
  duk_insert(context, -2);
  duk_call_prop(context, -3, 1);
  duk_pop(context);
}

void set_attribute(duk_context* context, const std::string& name, const xmlChar* value) {
  duk_push_literal(context, "setAttribute");
  duk_push_string(context, to_engine(name).c_str());
  push_text(context, value);
  duk_call_prop(context, -4, 2);
  duk_pop(context);
}

// Appends to the node on the top. As deep as libxml2 lets a document be.
void append_children(duk_context* context, duk_idx_t root, const xmlNode* parent) {
  duk_require_stack(context, 16);
  for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
    switch (child->type) {
      case XML_ELEMENT_NODE: {
        push_node(context, root, 1, qualified(child->ns, child->name), nullptr);
        for (const xmlNs* space = child->nsDef; space != nullptr; space = space->next) {
          set_attribute(context,
                        space->prefix == nullptr
                            ? "xmlns"
                            : std::string("xmlns:") + reinterpret_cast<const char*>(space->prefix),
                        space->href);
        }
        for (const xmlAttr* attribute = child->properties; attribute != nullptr;
             attribute = attribute->next) {
          const std::unique_ptr<xmlChar, FreeText> value(
              xmlNodeListGetString(child->doc, attribute->children, 1));
          set_attribute(context, qualified(attribute->ns, attribute->name), value.get());
        }
        append_children(context, root, child);
        append(context);
        break;
      }
      case XML_TEXT_NODE:
        push_node(context, root, 3, "#text", child->content);
        append(context);
        break;
      case XML_CDATA_SECTION_NODE:
        push_node(context, root, 4, "#cdata-section", child->content);
        append(context);
        break;
      case XML_PI_NODE:
        push_node(context, root, 7, reinterpret_cast<const char*>(child->name), child->content);
        append(context);
        break;
      case XML_COMMENT_NODE:
        push_node(context, root, 8, "#comment", child->content);
        append(context);
        break;
      default:
        break;
    }
  }
}

}  // namespace

void Dom::load() {
  if (loaded()) return;
  heap_.protect([this] {
    duk_context* const context = heap_.context();
    duk_push_heap_stash(context);
    duk_eval_lstring(context, embedded::files[0].text.data(), embedded::files[0].text.size());
    duk_get_prop_string(context, -1, "Node");
    duk_get_prop_string(context, -1, "prototype");
    void* const prototype = duk_get_heapptr(context, -1);
    duk_pop_2(context);
    void* const root = duk_get_heapptr(context, -1);
    duk_put_prop_index(context, -2, KeptDom);
    root_ = root;
    node_prototype_ = prototype;
  });
}

bool Dom::push(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text.size() > std::numeric_limits<int>::max())
    return false;
  text.remove_prefix(first);
  // No network, no entities, no document type: nothing but what stands there.
  const std::unique_ptr<xmlDoc, FreeDocument> document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT));
  if (document == nullptr || document->intSubset != nullptr ||
      xmlDocGetRootElement(document.get()) == nullptr) {
    return false;
  }
  duk_context* const context = heap_.context();
  duk_push_heapptr(context, root_);
  const duk_idx_t root = duk_get_top_index(context);
  push_node(context, root, 9, "#document", nullptr);
  append_children(context, root, reinterpret_cast<const xmlNode*>(document.get()));
  duk_remove(context, root);
  return true;
}

bool Dom::is_node(void* object) const {
  if (!loaded()) return false;
  // As far as a chain of prototypes may be long.
  for (int i = 0; i < 10000 && object != nullptr; ++i) {
    object = prototype_of(object);
    if (object == node_prototype_) return true;
  }
  return false;
}

std::string Dom::text(duk_idx_t index) {
  duk_context* const context = heap_.context();
  index = duk_normalize_index(context, index);
  duk_push_heapptr(context, root_);
  duk_get_prop_string(context, -1, "xml");
  duk_dup(context, index);
  duk_call(context, 1);
  duk_size_t size = 0;
  const char* const words = duk_to_lstring(context, -1, &size);
  std::string xml = from_engine({words, size});
  duk_pop_2(context);
  return xml;
}

}  // namespace perdure::ecmascript
