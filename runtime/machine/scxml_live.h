// What a session has at hand while it takes steps.
#pragma once

#include <perdure/scxml_session.h>

#include <memory>
#include <string>

namespace perdure::scxml {

inline constexpr std::string_view ScxmlProcessor =
    "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

// A <send> that failed: the error event bears the id of what was not sent (5.10.1).
class SendFailed final : public ExecutionError {
 public:
  SendFailed(const std::string& what, std::string send_id)
      : ExecutionError(what), send_id_(std::move(send_id)) {}
  const std::string& send_id() const { return send_id_; }

 private:
  std::string send_id_;
};

struct Session::Live {
  std::unique_ptr<DataModel> data_model;
  bool bound = false;
  // Of this step.
  const Definition* definition = nullptr;
  const Step* step = nullptr;
  Effects* effects = nullptr;
  const Configuration* configuration = nullptr;
};

}  // namespace perdure::scxml
