package dev.belay.registry.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ContentRows implements PanacheRepositoryBase<ContentEntity, String> {}
